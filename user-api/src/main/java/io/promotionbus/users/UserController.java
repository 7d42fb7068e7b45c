package io.promotionbus.users;

import com.github.f4b6a3.uuid.UuidCreator;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.relational.core.conversion.DbActionExecutionException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/users", produces = MediaType.APPLICATION_JSON_VALUE)
class UserController {

    private final Users users;
    private final Clock clock;

    UserController(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    @GetMapping
    @Operation(operationId = "listUsers", summary = "List users, a page at a time")
    @ApiResponse(responseCode = "200", description = "OK")
    @Problems.Reading
    UserPage list(
            @Parameter(description = "from 0") @RequestParam(defaultValue = "0") int page,
            @Parameter(description = "1 to 100") @RequestParam(defaultValue = "20") int size,
            @Parameter(description = "name, email, createdAt or updatedAt, then ,asc or ,desc")
                    @RequestParam(required = false)
                    @Nullable
                    String sort,
            @Parameter(description = "part of a name or an e-mail address")
                    @RequestParam(required = false)
                    @Size(max = 200)
                    @NoControlCharacters
                    @Nullable
                    String q) {
        return UserPage.of(users.search(q, ListUsers.page(page, size, sort)));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getUser", summary = "Read a user")
    @ApiResponse(responseCode = "200", description = "OK")
    @Problems.Reading
    @Problems.Missing
    ResponseEntity<UserResponse> read(@PathVariable UUID id) {
        User user = find(id);
        return ResponseEntity.ok().eTag(EntityTag.of(user)).body(UserResponse.of(user));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "createUser", summary = "Create a user")
    @ApiResponse(responseCode = "201", description = "Created")
    @Problems.Writing
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<UserResponse> create(@Valid @RequestBody CreateUser data) {
        User user = save(User.register(UuidCreator.getTimeOrderedEpoch(), data.name(), data.email(), now()));
        return ResponseEntity.created(URI.create("/api/users/" + user.id()))
                .eTag(EntityTag.of(user))
                .body(UserResponse.of(user));
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "replaceUser", summary = "Replace a user, if nobody else changed it meanwhile")
    @ApiResponse(responseCode = "200", description = "OK")
    @Problems.Writing
    @Problems.Missing
    @Problems.Conditional
    ResponseEntity<UserResponse> replace(
            @PathVariable UUID id,
            @Parameter(description = "the ETag that was read")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable
                    String ifMatch,
            @Valid @RequestBody CreateUser data) {
        User user = find(id);
        EntityTag.check(ifMatch, user);
        User changed = save(user.change(data.name(), data.email(), now()));
        return ResponseEntity.ok().eTag(EntityTag.of(changed)).body(UserResponse.of(changed));
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "deleteUser", summary = "Delete a user")
    @ApiResponse(responseCode = "204", description = "Deleted")
    @Problems.Reading
    @Problems.Missing
    @Problems.Stale
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable UUID id,
            @Parameter(description = "the ETag that was read, to delete only that version")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable
                    String ifMatch) {
        User user = find(id);
        // An empty header states no condition.
        if (ifMatch != null && !ifMatch.isBlank()) {
            EntityTag.check(ifMatch, user);
        }
        try {
            users.delete(user);
        } catch (OptimisticLockingFailureException changedMeanwhile) {
            throw new UserProblems.Stale(id);
        }
    }

    private User find(UUID id) {
        return users.findById(id).orElseThrow(() -> new UserProblems.NotFound(id));
    }

    private User save(User user) {
        try {
            return users.save(user);
        } catch (OptimisticLockingFailureException changedMeanwhile) {
            throw new UserProblems.Stale(user.id());
        } catch (DbActionExecutionException refused) {
            throw UserProblems.EmailTaken.orElse(refused);
        }
    }

    /** Microseconds, so that what is answered is what is stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
