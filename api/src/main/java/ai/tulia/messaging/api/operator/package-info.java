@NullMarked
package ai.tulia.messaging.api.operator;

import org.jspecify.annotations.NullMarked;
