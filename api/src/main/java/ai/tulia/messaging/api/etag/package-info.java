@NullMarked
package ai.tulia.messaging.api.etag;

import org.jspecify.annotations.NullMarked;
