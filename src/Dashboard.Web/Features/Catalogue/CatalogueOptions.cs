using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Catalogue;

/// <summary>Settings of the catalogue of open data, section <c>Catalogue</c>. It is there when all of them are given.</summary>
public sealed class CatalogueOptions
{
    public const string Section = "Catalogue";

    /// <summary>Where the site is for the world, such as <c>https://dashboard.example.nl</c>.</summary>
    [Url]
    public string? Address { get; set; }

    /// <summary>The name of the organisation that publishes.</summary>
    [MaxLength(200)]
    public string? Publisher { get; set; }

    /// <summary>A URI of that organisation, such as its entry in TOOI.</summary>
    [Url]
    public string? PublisherUri { get; set; }

    /// <summary>Where questions about the data go: an e-mail address.</summary>
    [EmailAddress]
    public string? Contact { get; set; }
}
