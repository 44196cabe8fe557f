@NullMarked
package ai.tulia.messaging.api.page;

import org.jspecify.annotations.NullMarked;
