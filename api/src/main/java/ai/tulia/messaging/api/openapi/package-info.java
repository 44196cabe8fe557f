@NullMarked
package ai.tulia.messaging.api.openapi;

import org.jspecify.annotations.NullMarked;
