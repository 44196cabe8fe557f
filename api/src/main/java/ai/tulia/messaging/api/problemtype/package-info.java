@NullMarked
package ai.tulia.messaging.api.problemtype;

import org.jspecify.annotations.NullMarked;
