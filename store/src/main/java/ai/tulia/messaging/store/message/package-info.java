@NullMarked
package ai.tulia.messaging.store.message;

import org.jspecify.annotations.NullMarked;
