/** Makes sure that the provider is asked for what the ledger does not know. */
@NullMarked
package ai.tulia.messaging.worker.reconcile;

import org.jspecify.annotations.NullMarked;
