@NullMarked
package ai.tulia.messaging.api.template;

import org.jspecify.annotations.NullMarked;
