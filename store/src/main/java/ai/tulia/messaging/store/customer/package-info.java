@NullMarked
package ai.tulia.messaging.store.customer;

import org.jspecify.annotations.NullMarked;
