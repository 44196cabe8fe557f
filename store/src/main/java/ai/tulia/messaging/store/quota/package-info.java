@NullMarked
package ai.tulia.messaging.store.quota;

import org.jspecify.annotations.NullMarked;
