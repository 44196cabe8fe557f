@NullMarked
package ai.tulia.messaging.api.json;

import org.jspecify.annotations.NullMarked;
