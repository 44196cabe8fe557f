/** The addresses that a tenant sends from. */
@NullMarked
package ai.tulia.messaging.domain.sender;

import org.jspecify.annotations.NullMarked;
