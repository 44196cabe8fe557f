@NullMarked
package ai.tulia.messaging.api.connection;

import org.jspecify.annotations.NullMarked;
