"""One resident's side across the rooms.

=====================  ==================  =======================
address                view                template
=====================  ==================  =======================
GET /                  mine.home           mine/home.html
GET /privacy           mine.privacy        mine/privacy.html
GET /privacy/<number>  mine.notice_before  mine/notice_before.html
=====================  ==================  =======================
"""
