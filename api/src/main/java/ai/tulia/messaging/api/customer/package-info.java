@NullMarked
package ai.tulia.messaging.api.customer;

import org.jspecify.annotations.NullMarked;
