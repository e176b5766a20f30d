namespace Dashboard.Web.Hosting;

/// <summary>What every answer tells a browser about what it may do.</summary>
internal static class SecurityHeaders
{
    private const int YearInSeconds = 365 * 24 * 60 * 60;

    public static HeaderPolicyCollection Policies(bool https)
    {
        var policies = new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyStrictOriginWhenCrossOrigin()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
            .AddPermissionsPolicy(Permissions)
            .AddContentSecurityPolicy(ContentSecurity)
            .RemoveServerHeader();
        if (https)
        {
            // Plain http answers carry it too: behind a proxy that ends TLS every answer of ours is plain.
            policies.AddCustomHeader(
                "Strict-Transport-Security",
                $"max-age={YearInSeconds}; includeSubDomains"
            );
        }
        return policies;
    }

    /// <summary>
    /// The library's own set also names web-share, which Chromium has on some systems only: elsewhere each page would begin with a
    /// warning in the console.
    /// </summary>
    private static void Permissions(PermissionsPolicyBuilder policy)
    {
        policy.AddAccelerometer().None();
        policy.AddAutoplay().None();
        policy.AddCamera().None();
        policy.AddDisplayCapture().None();
        policy.AddEncryptedMedia().None();
        policy.AddFullscreen().None();
        policy.AddGeolocation().None();
        policy.AddGyroscope().None();
        policy.AddMagnetometer().None();
        policy.AddMicrophone().None();
        policy.AddMidi().None();
        policy.AddPayment().None();
        policy.AddPictureInPicture().None();
        policy.AddPublickeyCredentialsGet().Self();
        policy.AddScreenWakeLock().None();
        policy.AddSyncXHR().None();
        policy.AddUsb().None();
        policy.AddXrSpatialTracking().None();
    }

    private static void ContentSecurity(CspBuilder policy)
    {
        policy.AddDefaultSrc().None();
        policy.AddScriptSrc().Self();
        policy.AddStyleSrc().Self();
        // The components set widths and positions in style attributes; style elements and foreign sheets stay out.
        policy.AddStyleSrcAttr().UnsafeInline();
        policy.AddImgSrc().Self().Data();
        policy.AddFontSrc().Self();
        policy.AddConnectSrc().Self();
        policy.AddManifestSrc().Self();
        policy.AddFormAction().Self();
        // The interactive runtime finds its connection by the base of the page.
        policy.AddBaseUri().Self();
        policy.AddObjectSrc().None();
        policy.AddFrameAncestors().None();
    }
}
