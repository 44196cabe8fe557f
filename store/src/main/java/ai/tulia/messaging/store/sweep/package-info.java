@NullMarked
package ai.tulia.messaging.store.sweep;

import org.jspecify.annotations.NullMarked;
