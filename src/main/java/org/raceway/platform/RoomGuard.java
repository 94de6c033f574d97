package org.raceway.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Keeps a room's pages to the roles that the room names: what the rail doesn't show, an address typed by hand doesn't open. */
@Component
final class RoomGuard implements HandlerInterceptor {
    private final List<Room> rooms;

    RoomGuard(ObjectProvider<Room> rooms) {
        this.rooms = rooms.stream()
                .sorted(Comparator.comparingInt((Room room) -> room.path().length())
                        .reversed())
                .toList();
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Visitor visitor) {
            String path = request.getRequestURI();
            Optional<Room> room = rooms.stream()
                    .filter(candidate -> path.equals(candidate.path()) || path.startsWith(candidate.path() + "/"))
                    .findFirst();
            if (room.isPresent() && !room.get().admits(visitor.roleName())) {
                throw new AccessDeniedException("the room " + room.get().path() + " is not for this role");
            }
        }
        return true;
    }
}
