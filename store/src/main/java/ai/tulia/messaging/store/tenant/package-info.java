@NullMarked
package ai.tulia.messaging.store.tenant;

import org.jspecify.annotations.NullMarked;
