using Dashboard.Core;
using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>How many are left out of a figure, by reason; a reason that nobody has is not in it.</summary>
internal static class ExclusionCounts
{
    public static Dictionary<string, int> Of(
        params ReadOnlySpan<(ExclusionReason Why, int Count)> reasons
    )
    {
        var found = new Dictionary<string, int>();
        foreach (var (why, count) in reasons)
        {
            if (count > 0)
            {
                found[Slug.Of(why)] = count;
            }
        }
        return found;
    }
}
