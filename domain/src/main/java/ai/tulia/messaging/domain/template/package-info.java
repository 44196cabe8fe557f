@NullMarked
package ai.tulia.messaging.domain.template;

import org.jspecify.annotations.NullMarked;
