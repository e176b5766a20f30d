using Dashboard.Data;

namespace Dashboard.Web.Features.PersonalData;

/// <summary>Several fields of texts as one.</summary>
internal static class FreeTextsTogether
{
    public static async Task<IReadOnlyCollection<string>> NamesAsync(
        this IEnumerable<FreeTexts> all,
        DashboardDb db,
        CancellationToken cancellation
    )
    {
        var names = new List<string>();
        foreach (var texts in all)
        {
            names.AddRange(await texts.NamesAsync(db, cancellation));
        }
        return names;
    }

    public static async Task ExportAsync(
        this IEnumerable<FreeTexts> all,
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    )
    {
        foreach (var texts in all)
        {
            await texts.ExportAsync(db, person, export, cancellation);
        }
    }

    public static async Task EraseAsync(
        this IEnumerable<FreeTexts> all,
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    )
    {
        foreach (var texts in all)
        {
            await texts.EraseAsync(db, person, report, cancellation);
        }
    }
}
