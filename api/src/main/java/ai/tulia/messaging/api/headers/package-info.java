/** What every answer says about itself, to browsers and caches. */
@NullMarked
package ai.tulia.messaging.api.headers;

import org.jspecify.annotations.NullMarked;
