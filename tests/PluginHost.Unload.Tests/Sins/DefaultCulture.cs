using System.Globalization;

[DeviceDriver("subject")]
public sealed class DefaultCulture : SinDriver
{
    protected override void Commit()
    {
        CultureInfo.DefaultThreadCurrentUICulture = new OwnCulture();
    }

    private sealed class OwnCulture() : CultureInfo("");
}
