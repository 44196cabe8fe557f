@NullMarked
package ai.tulia.messaging.api.message;

import org.jspecify.annotations.NullMarked;
