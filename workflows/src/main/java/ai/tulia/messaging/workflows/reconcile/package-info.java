/** Asking a tenant's account at the provider what became of messages. */
@NullMarked
package ai.tulia.messaging.workflows.reconcile;

import org.jspecify.annotations.NullMarked;
