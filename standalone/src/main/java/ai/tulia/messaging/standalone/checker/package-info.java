/** Whether the system kept its word: what was asked for, what left and what the ledger says, held against each other. */
@NullMarked
package ai.tulia.messaging.standalone.checker;

import org.jspecify.annotations.NullMarked;
