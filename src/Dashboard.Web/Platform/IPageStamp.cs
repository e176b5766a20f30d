namespace Dashboard.Web.Platform;

/// <summary>What a kept page rests on.</summary>
internal interface IPageStamp
{
    /// <summary>
    /// A word that changes with anything that the page shows; null for a page that is not kept, such as that of a test in progress.
    /// </summary>
    /// <param name="path">Of the request, without query.</param>
    ValueTask<string?> FindAsync(PathString path, CancellationToken cancellation);
}
