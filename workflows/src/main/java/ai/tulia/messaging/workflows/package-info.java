@NullMarked
package ai.tulia.messaging.workflows;

import org.jspecify.annotations.NullMarked;
