@NullMarked
package ai.tulia.messaging.workflows.message;

import org.jspecify.annotations.NullMarked;
