@NullMarked
package ai.tulia.messaging.store.logging;

import org.jspecify.annotations.NullMarked;
