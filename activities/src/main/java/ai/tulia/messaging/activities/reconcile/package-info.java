/** Asks the provider what became of messages, and settles them by what it shows. */
@NullMarked
package ai.tulia.messaging.activities.reconcile;

import org.jspecify.annotations.NullMarked;
