@NullMarked
package ai.tulia.messaging.api;

import org.jspecify.annotations.NullMarked;
