namespace Dashboard.Core.Organisations;

/// <summary>Takes two entries about one domain of one organisation together: valid from the first day to the last.</summary>
public static class DomainMerge
{
    public static RegisterDomain Of(RegisterDomain one, RegisterDomain other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one with
        {
            From =
                one.From is null || other.From is null ? null
                : one.From < other.From ? one.From
                : other.From,
            Until =
                one.Until is null || other.Until is null ? null
                : one.Until > other.Until ? one.Until
                : other.Until,
            RegisterIds = [.. one.RegisterIds.Union(other.RegisterIds)],
            Purpose = one.Purpose ?? other.Purpose,
            Holder = one.Holder ?? other.Holder,
            Line = Math.Min(one.Line, other.Line),
        };
    }
}
