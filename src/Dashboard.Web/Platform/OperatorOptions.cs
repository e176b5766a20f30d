using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Platform;

/// <summary>
/// Who runs this site, section <c>Operator</c>. What is not given is reported as not stated; nothing is made up in its place.
/// </summary>
public sealed class OperatorOptions
{
    public const string Section = "Operator";

    /// <summary>The organisation that runs the site.</summary>
    [MaxLength(200)]
    public string? Name { get; set; }

    /// <summary>Its own website.</summary>
    [Url]
    public string? Website { get; set; }

    /// <summary>Where questions, complaints and requests about personal data go: an e-mail address.</summary>
    [EmailAddress]
    public string? Contact { get; set; }

    /// <summary>Its own privacy statement.</summary>
    [Url]
    public string? PrivacyStatement { get; set; }

    /// <summary>Its accessibility statement, which only the owner of a site can make.</summary>
    [Url]
    public string? AccessibilityStatement { get; set; }

    /// <summary>Where the source code of this installation can be read; without it no page says that it can.</summary>
    [Url]
    public string? SourceCode { get; set; }
}
