using Dashboard.Web.Platform.Status;

namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>The probe zone is served, and its parent leads to it; without that no sender finds the addresses of a sending test.</summary>
internal sealed class ProbeZoneCheck(ProbeZoneInspection inspection) : ISystemCheck
{
    public string Name => "probe-zone";

    public TimeSpan FreshFor => TimeSpan.FromMinutes(1);

    /// <summary>A resolver that has nobody to ask takes longer than a request for our health wants to wait.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(6);

    public async Task<SystemPart> CheckAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Timeout);
        try
        {
            return Judge(await inspection.LookAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return this.Says(SystemState.Degraded, SystemSlug.ProbeZoneNotKnown);
        }
    }

    internal SystemPart Judge(ProbeZoneStatus status)
    {
        (string, string)[] facts = status.Zone is { } zone ? [("zone", zone.Value)] : [];
        if (status.Missing.Count > 0)
        {
            return this.Says(
                SystemState.Degraded,
                SystemSlug.ProbeZoneIncomplete,
                [.. facts, ("missing", string.Join(", ", status.Missing))]
            );
        }
        if (status.InLab)
        {
            return this.Says(SystemState.Ok, SystemSlug.ProbeZoneInLab, facts);
        }
        var slug = status.Look switch
        {
            null => SystemSlug.ProbeZoneNotKnown,
            { IsRight: true } => SystemSlug.Ok,
            { NsState: DelegationState.Absent } => SystemSlug.ProbeZoneNotDelegated,
            { NsState: DelegationState.Different } => SystemSlug.ProbeZoneNotDelegated,
            { DsState: DelegationState.Absent or DelegationState.Different } =>
                SystemSlug.ProbeZoneNotSigned,
            { Served: DelegationState.NotKnown }
            or { NsState: DelegationState.NotKnown }
            or { DsState: DelegationState.NotKnown } => SystemSlug.ProbeZoneNotKnown,
            _ => SystemSlug.ProbeZoneNotSigned,
        };
        var state = slug == SystemSlug.Ok ? SystemState.Ok : SystemState.Degraded;
        return this.Says(state, slug, facts);
    }
}
