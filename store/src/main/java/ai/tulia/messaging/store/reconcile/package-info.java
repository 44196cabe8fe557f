/** What the ledger does not know yet of what it handed over, and when the provider is asked. */
@NullMarked
package ai.tulia.messaging.store.reconcile;

import org.jspecify.annotations.NullMarked;
