using Dashboard.Core.Dns;
using Dashboard.Probes.Dns;
using Dashboard.Web.Platform.Status;

namespace Dashboard.Web.Features.Health;

/// <summary>The resolver answers, validates, and may be believed. Without that a worker works, and shows nothing as protected.</summary>
internal sealed class ResolverPart(ResolverCheck resolver) : ISystemCheck
{
    public string Name => "resolver";

    public TimeSpan FreshFor => TimeSpan.FromSeconds(5);

    public async Task<SystemPart> CheckAsync(CancellationToken cancellation) =>
        Judge(await resolver.CheckAsync(cancellation));

    internal SystemPart Judge(ResolverIdentity identity)
    {
        var slug = identity switch
        {
            { Validation: ResolverValidation.Unreachable } => SystemSlug.ResolverUnreachable,
            { Validation: ResolverValidation.DoesNotValidate } =>
                SystemSlug.ResolverDoesNotValidate,
            { Trust: ResolverTrust.Untrusted } => SystemSlug.ResolverNotTrusted,
            { Validation: ResolverValidation.NotProven } => SystemSlug.ResolverNotProven,
            _ => SystemSlug.Ok,
        };
        // A closed DNS tree without signatures is the operator's choice, and each answer speaks for itself.
        var state = slug is SystemSlug.Ok or SystemSlug.ResolverNotProven
            ? SystemState.Ok
            : SystemState.Degraded;
        return this.Says(state, slug, ("resolver", identity.Address));
    }
}
