"""One resident's side across the rooms.

===========================  ==================  =======================
address                      view                template
===========================  ==================  =======================
GET /                        mine.home           mine/home.html
GET /inbox                   mine.inbox          mine/inbox.html
POST /inbox/read             mine.have_read      (redirects)
GET /notices/preferences     mine.preferences    mine/preferences.html
POST /notices/preferences    mine.prefer         (redirects)
GET /privacy                 mine.privacy        mine/privacy.html
GET /privacy/<number>        mine.notice_before  mine/notice_before.html
===========================  ==================  =======================
"""
