@NullMarked
package ai.tulia.messaging.domain.customer;

import org.jspecify.annotations.NullMarked;
