"""The mails that `mailhelp demo` sends: one for each example of the service text, in the words clients use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoMail:
    """A client's mail: who writes what."""

    name: str
    address: str
    subject: str
    body: str


DEMO_MAILS = (
    # Priority 1: website not available; all 'Business Email' users offline.
    DemoMail(
        "Jo Harper", "jo@harbourdental.example", "Website not available",
        "Hi,\n\nOur website is not available. Nobody can open it, not even by phone.\n\nJo Harper\nHarbour Dental\n",
    ),
    DemoMail(
        "Sam Okafor", "sam@okaforlaw.example", "No email at all",
        "All our Business Email users are offline since about 9. Nobody in the office can send or receive.\n\nSam\n",
    ),
    # Priority 2: contact forms unavailable, e-mail as workaround; some (not all) users unable to send or receive.
    DemoMail(
        "Priya Nair", "priya@naircatering.example", "contact form",
        "Hello,\nThe contact form on our website is not working, visitors get an error. They can still email us as a"
        " workaround.\nThanks, Priya\n",
    ),
    DemoMail(
        "Martin Webb", "martin@webbandsons.example", "Some of us can't send",
        "Morning, a number of our Business Email users (not all) are unable to send or receive emails today.\nMartin\n",
    ),
    # Priority 3: minor website configuration error; single user offline; password reset.
    DemoMail(
        "Ellen Fry", "ellen@fryflowers.example", "Small thing on the site",
        "There seems to be a minor configuration error on our website: the old address redirects to the wrong page.\n"
        "Ellen\n",
    ),
    DemoMail(
        "Dev Patel", "dev@patelprint.example", "My email",
        "My Business Email is offline, just mine, my colleagues are fine.\nDev\n",
    ),
    DemoMail(
        "Rosa Klein", "rosa@kleinarch.example", "password",
        "Hi there, please could you reset the password of my Business Email account? I am locked out.\nRosa Klein\n",
    ),
    # Priority 4: general service enquiry.
    DemoMail(
        "Tom Aldous", "tom@aldousyachts.example", "A question",
        "Hello, just a general enquiry about our service: what is included in the Service Support?\nTom\n",
    ),
    # Basic: a new simple page; changing page text or images.
    DemoMail(
        "Hana Suzuki", "hana@suzukitea.example", "New page please",
        "Could you please add a new simple page to our site for our Christmas opening hours?\nHana\n",
    ),
    DemoMail(
        "Will Carter", "will@carterroofing.example", "Change of text",
        "Please change the text on our About page: we have moved to 12 Mill Lane. And swap the photo for the one"
        " attached.\nWill\n",
    ),
    # Enhanced: new functionality; new 'Business Email' user accounts.
    DemoMail(
        "Nadia Rahman", "nadia@rahmanclinic.example", "Online booking",
        "We would like to add new functionality to our website: an online booking system for patients.\nNadia\n",
    ),
    DemoMail(
        "Greg Moss", "greg@mossmotors.example", "Two new starters",
        "Please could you set up two new Business Email accounts for our new starters, Amy and Luke?\nGreg\n",
    ),
)  # fmt: skip
