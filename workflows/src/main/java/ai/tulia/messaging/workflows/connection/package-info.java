@NullMarked
package ai.tulia.messaging.workflows.connection;

import org.jspecify.annotations.NullMarked;
