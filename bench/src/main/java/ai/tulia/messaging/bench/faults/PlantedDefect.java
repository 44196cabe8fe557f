package ai.tulia.messaging.bench.faults;

import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * A defect around some of an application's beans.
 *
 * @param advice around each public method of the beans
 */
record PlantedDefect(List<Class<?>> types, MethodInterceptor advice) implements BeanPostProcessor {
    /** System property: the name of the {@link Defect}. */
    static final String NAME = "tulia.defect";

    /** Runs an application with the defect that the system property names. */
    static void run(SpringApplicationBuilder application, String[] arguments) {
        PlantedDefect planted = Defect.valueOf(System.getProperty(NAME)).planted();
        application
                .initializers(context -> context.getBeanFactory().addBeanPostProcessor(planted))
                .run(arguments);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (types.stream().noneMatch(type -> type.isInstance(bean))) {
            return bean;
        }
        var proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(true);
        proxy.addAdvice(advice);
        return proxy.getProxy();
    }
}
