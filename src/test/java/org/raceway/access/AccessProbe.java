package org.raceway.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * In tests, answers a request with the header {@value #HEADER} after everything that decides who may come in and before the
 * handler: who may press a button is found without pressing it.
 */
@Configuration(proxyBeanMethods = false)
class AccessProbe implements WebMvcConfigurer {
    static final String HEADER = "X-Access-Probe";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                        if (request.getHeader(HEADER) == null) {
                            return true;
                        }
                        response.setHeader(HEADER, "admitted");
                        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                        return false;
                    }
                })
                .order(Ordered.LOWEST_PRECEDENCE);
    }
}
