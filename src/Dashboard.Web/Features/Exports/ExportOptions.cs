using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Exports;

/// <summary>Settings of exports, section <c>Exports</c>.</summary>
public sealed class ExportOptions
{
    public const string Section = "Exports";

    /// <summary>Files that were downloaded are kept for the next visitor, up to this size together; 0 keeps none.</summary>
    [Range(0, 1_000_000)]
    public int KeepMegabytes { get; set; } = 500;

    /// <summary>Files that are written at the same time; who wants one more is refused for the moment. Nobody waits behind another's.</summary>
    [Range(1, 100)]
    public int AtOnce { get; set; } = 4;
}
