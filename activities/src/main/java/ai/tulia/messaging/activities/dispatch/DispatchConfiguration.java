package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.activities.delivery.DeliveryProperties;
import ai.tulia.messaging.activities.delivery.TwilioGateway;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** What dispatches messages, and hands them to the provider: all that a process without Temporal's activities needs. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = {Dispatcher.class, TwilioGateway.class})
@EnableConfigurationProperties(DeliveryProperties.class)
public class DispatchConfiguration {}
