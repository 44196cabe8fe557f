@NullMarked
package ai.tulia.messaging.api.temporal;

import org.jspecify.annotations.NullMarked;
