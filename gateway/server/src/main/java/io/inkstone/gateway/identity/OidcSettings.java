package io.inkstone.gateway.identity;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One OpenID Connect issuer whose access tokens are taken, {@code inkstone.gateway.oidc.*}. */
public interface OidcSettings {

    /** The issuer, exactly as its tokens name it in {@code iss}, e.g. {@code https://id.example.org/realms/acme}. Has to be set. */
    Optional<String> issuer();

    /** A token is taken when it names one of these in {@code aud}. Has to be set. */
    Optional<List<String>> audience();

    /** The clients ({@code azp}, else {@code client_id}) whose tokens are taken; all when it is left out. */
    Optional<List<String>> authorizedParties();

    /** Where its public keys are; else its discovery document says so. */
    Optional<URI> jwksUri();

    /** The signature algorithms that are taken. Never {@code none} or an HMAC. */
    @WithDefault("RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512")
    List<String> algorithms();

    /** How far the clocks of the issuer and of this machine may be apart. */
    @WithDefault("PT30S")
    Duration leeway();

    /** How often its keys are fetched anew. */
    @WithDefault("PT10M")
    Duration keysRefresh();

    /** The least time between two fetches that tokens with an unknown key can cause. */
    @WithDefault("PT10S")
    Duration keysRefreshInterval();

    /** Whether an issuer beyond this machine may be asked without TLS. */
    @WithDefault("false")
    boolean allowPlainHttp();

    /** Which claims say what. */
    ClaimSettings claims();

    /** How a claim becomes a tenant. */
    TenantSettings tenants();

    /** Whether a tenant that is not there is made, without limits, when its first token comes. */
    @WithDefault("false")
    boolean autoCreateTenants();

    /**
     * The models that a role may ask, {@code *} for all. When this is set, a token without any of these roles may ask none;
     * otherwise a role says nothing about models.
     */
    Map<String, List<String>> roleModels();

    /** The same for operations, as audit records name them, e.g. {@code documents/formula} or {@code chat.completions}. */
    Map<String, List<String>> roleOperations();

    /** Scopes that the protected resource's metadata tells clients to ask for. */
    Optional<List<String>> scopes();

    /** Asks the issuer itself whether a token may use an operation (User-Managed Access), where resources are listed. */
    PermissionSettings permissions();

    /** Claims: a path with dots, e.g. {@code realm_access.roles}; a claim of that whole name goes first. */
    interface ClaimSettings {

        /** The tenant: a path, or a template of paths, e.g. <code>{organization}-{department}</code>. */
        @WithDefault("tenant")
        String tenant();

        /** The user: the first of these that is there. MicroProfile's order; {@code sub} where names may change hands. */
        @WithDefault("upn,preferred_username,sub")
        List<String> user();

        /** The roles: all of these together. */
        @WithDefault("groups,realm_access.roles")
        List<String> roles();

        /** The role that may administer the system; nobody may by a token when it is left out. */
        Optional<String> adminRole();
    }

    /** Tenants. */
    interface TenantSettings {

        /** The tenant of tokens that name none; they are refused when it is left out. */
        Optional<String> fallback();

        /** The tenant for a value of the claim, where they differ; of a claim with several values the one that is in here counts. */
        Map<String, String> mapping();

        /** The tenants for which this issuer may speak, {@code *} for all. Has to be set when there are several issuers. */
        Optional<List<String>> allowed();
    }

    /** Permissions of resources, as Keycloak's authorization services keep them. */
    interface PermissionSettings {

        /** The client that the resources belong to; else the first audience. */
        Optional<String> audience();

        /**
         * The resource for an operation, or resource{@code #}scope; under {@code *} for those that are not listed, with
         * <code>{operation}</code> for the operation's name. An operation without a resource is not asked about.
         */
        Map<String, String> resources();

        /** Where to ask; else the discovery document's token endpoint. */
        Optional<URI> tokenEndpoint();

        /** How long a permission may be remembered, at most until its token ends. */
        @WithDefault("PT5M")
        Duration remember();

        /** How long the issuer may take to answer; then the request is refused with 503. */
        @WithDefault("PT5S")
        Duration timeout();
    }
}
