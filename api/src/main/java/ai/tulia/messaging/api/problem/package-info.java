@NullMarked
package ai.tulia.messaging.api.problem;

import org.jspecify.annotations.NullMarked;
