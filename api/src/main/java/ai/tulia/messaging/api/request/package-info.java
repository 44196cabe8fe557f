@NullMarked
package ai.tulia.messaging.api.request;

import org.jspecify.annotations.NullMarked;
