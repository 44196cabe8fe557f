@NullMarked
package ai.tulia.messaging.api.limit;

import org.jspecify.annotations.NullMarked;
